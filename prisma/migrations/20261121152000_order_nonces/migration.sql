-- Not breaking. The nonce of an order is a column: to index it, it was read out of the JSON of each. Of rows without it, those of an older release, the JSON still says it.
ALTER TABLE "book_orders" ADD COLUMN "nonce" NUMERIC(78,0);
CREATE INDEX "book_orders_nonce_idx" ON "book_orders" ("account", "kind", coalesce("nonce", ("order_json"::json ->> 'nonce')::numeric));
DROP INDEX "book_orders_account_kind_nonce_idx";
