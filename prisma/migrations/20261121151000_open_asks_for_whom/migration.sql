-- Not breaking. For whom an open ask is stands in the index too: each bid had read it out of the JSON of the asks it met.
DROP INDEX "book_orders_open_asks_idx";
CREATE INDEX "book_orders_open_asks_idx" ON "book_orders" ("node_id", "price_per_gpu_second", "created_seq" DESC, ("order_json"::json ->> 'privateRenter'))
  WHERE "kind" = 'ask' AND "state" = 'open';
