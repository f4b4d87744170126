-- Not breaking. The legal data of a provider, for the invoices of its customers: either a tax rate with its name, or the reason for no tax.
CREATE TABLE "seller_details" (
  "account" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL CHECK (length("name") <= 120),
  "address" TEXT NOT NULL CHECK (length("address") <= 400),
  "tax_number" TEXT NOT NULL CHECK (length("tax_number") <= 40),
  "tax_name" TEXT NOT NULL CHECK (length("tax_name") <= 20),
  "tax_rate_bps" INTEGER CHECK ("tax_rate_bps" BETWEEN 1 AND 10000),
  "no_tax_reason" TEXT NOT NULL CHECK (length("no_tax_reason") <= 200),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CHECK (("tax_rate_bps" IS NULL) = ("no_tax_reason" <> ''))
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "seller_details" TO infinitio_api;
