-- Not breaking. The benchmark score of each node that the book was last told of, and how often it was another one.
CREATE TABLE "node_scores" (
  "node_id" TEXT NOT NULL,
  "score" BIGINT NOT NULL,
  "changes" INTEGER NOT NULL DEFAULT 0,
  "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("node_id")
);
GRANT SELECT, INSERT, UPDATE ON "node_scores" TO infinitio_api;
