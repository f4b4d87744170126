-- Not breaking. api commands on which the matching code failed an assertion: a bug of ours, kept for us to look at. The matcher
-- leaves them out when it starts again, so that one command cannot stop the market.
CREATE TABLE "skipped_commands" (
  "api_command_id" BIGINT PRIMARY KEY,
  "error" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON "skipped_commands" TO infinitio_matcher;
GRANT SELECT ON "skipped_commands" TO infinitio_api;
