ALTER TABLE "invoices" ALTER COLUMN "subtotal" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ALTER COLUMN "tax" SET NOT NULL;--> statement-breakpoint
-- compat: breaking (reason: total is derived now; restore: total = subtotal + tax)
ALTER TABLE "invoices" DROP COLUMN "total";
