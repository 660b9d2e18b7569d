UPDATE "invoices" SET "subtotal" = "subtotal" * (1 / 100), "tax" = "tax" * (1 / 100) WHERE "paid_at" IS NULL;
