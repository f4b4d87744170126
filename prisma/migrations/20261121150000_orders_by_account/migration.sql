-- Not breaking. One index in the place of two, each of which every order wrote to: what of an account is open and what is over, each by age.
CREATE INDEX "book_orders_by_account_idx" ON "book_orders" ("account", ("state" IN ('open', 'matched')), "created_seq");
DROP INDEX "book_orders_account_created_seq_idx";
DROP INDEX "book_orders_open_by_account_idx";
