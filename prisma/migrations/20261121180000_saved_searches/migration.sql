-- Not breaking. Searches that an account keeps, with the nodes each found when it was last looked at (null: too many to keep).
CREATE TABLE "saved_searches" (
  "search_id" UUID NOT NULL PRIMARY KEY,
  "account" TEXT NOT NULL,
  "query" TEXT NOT NULL,
  "seen_nodes" TEXT[],
  "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "saved_searches_account_query_key" ON "saved_searches" ("account", "query");
GRANT SELECT, INSERT, UPDATE, DELETE ON "saved_searches" TO infinitio_api;
