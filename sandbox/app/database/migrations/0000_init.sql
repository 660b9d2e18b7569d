CREATE TABLE "invoices" (
	"id" serial PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"customer" text NOT NULL,
	"billing_address" text,
	"issued_on" date NOT NULL,
	"paid_at" timestamp with time zone,
	"total" numeric(12, 2) NOT NULL,
	CONSTRAINT "invoices_number_unique" UNIQUE("number")
);
