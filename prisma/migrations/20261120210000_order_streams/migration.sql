-- Not breaking. Order streams whose loss takes their orders out of the book (cancel on disconnect): alive while a connection holds them.
CREATE TABLE "order_streams" (
  "id" UUID NOT NULL,
  "account" TEXT NOT NULL,
  "alive_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("id")
);
CREATE INDEX "order_streams_alive_at_idx" ON "order_streams" ("alive_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "order_streams" TO infinitio_api;
