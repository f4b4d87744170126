-- Not breaking. Who an account's invoices are made out to, and the invoices: one is never changed.
CREATE TABLE "billing_details" (
  "account" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL CHECK (length("name") <= 120),
  "address" TEXT NOT NULL CHECK (length("address") <= 400),
  "tax_id" TEXT NOT NULL CHECK (length("tax_id") <= 40),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE TABLE "invoices" (
  "number" BIGINT NOT NULL PRIMARY KEY,
  "account" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "replaces" BIGINT UNIQUE,
  "facts" TEXT NOT NULL,
  "pdf" BYTEA NOT NULL,
  "issued_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "invoices_account_lease_id_idx" ON "invoices" ("account", "lease_id");
CREATE UNIQUE INDEX "invoices_first_idx" ON "invoices" ("account", "lease_id") WHERE "replaces" IS NULL;
CREATE TABLE "invoice_counter" (
  "id" INTEGER NOT NULL PRIMARY KEY CHECK ("id" = 1),
  "last" BIGINT NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "billing_details" TO infinitio_api;
GRANT SELECT, INSERT, DELETE ON "invoices" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE ON "invoice_counter" TO infinitio_api;
