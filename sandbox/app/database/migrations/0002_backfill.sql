UPDATE "invoices" SET "subtotal" = round("total" / 1.2, 2) WHERE "subtotal" IS NULL;--> statement-breakpoint
UPDATE "invoices" SET "tax" = "total" - "subtotal" WHERE "tax" IS NULL;
