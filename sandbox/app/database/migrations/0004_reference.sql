ALTER TABLE "invoices" ADD COLUMN "reference" text;
