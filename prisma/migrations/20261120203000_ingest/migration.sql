-- Not breaking. A journal row of 3 kB is hashes for the most part: compressing it took longer than writing it and saved a tenth of its place.
ALTER TABLE "journal_0" SET (toast_tuple_target = 8160);
ALTER TABLE "journal_1" SET (toast_tuple_target = 8160);
ALTER TABLE "journal_rest" SET (toast_tuple_target = 8160);
-- The asks of a node by price and age, and nothing else: before statistics are there, another index reads all open asks for each bid.
CREATE INDEX "book_orders_open_asks_idx" ON "book_orders" ("node_id", "price_per_gpu_second", "created_seq" DESC) WHERE "kind" = 'ask' AND "state" = 'open';
