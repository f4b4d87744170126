-- Not breaking. Account and kind are one key: a plan that is made while the table is empty, and kept, then cannot read all orders of an account in place of those with a nonce.
CREATE INDEX "book_orders_account_kind_nonce_idx" ON "book_orders" (("account" || "kind"), coalesce("nonce", ("order_json"::json ->> 'nonce')::numeric));
DROP INDEX "book_orders_nonce_idx";
