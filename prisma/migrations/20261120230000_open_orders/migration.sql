-- Not breaking. What of an account is open, without reading all that it ever placed.
CREATE INDEX "book_orders_open_by_account_idx" ON "book_orders" ("account", "created_seq") WHERE "state" IN ('open', 'matched');
