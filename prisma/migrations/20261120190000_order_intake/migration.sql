-- Not breaking. Orders that come together are judged together: their nonces are looked up in the book and among what the chain cancelled.
CREATE INDEX "book_orders_account_kind_nonce_idx" ON "book_orders" ("account", "kind", ("order_json"::json ->> 'nonce'));
CREATE INDEX "chain_logs_cancelled_nonce_idx" ON "chain_logs" (("args"::json ->> 'account'), ("args"::json ->> 'nonce'))
  WHERE "name" IN ('AskCancelled', 'BidCancelled');
