-- Not breaking. AI services that the operator of this market hides from its lists, each with a public reason. The operator can show a service again.
CREATE TABLE "hidden_services" (
  "service" TEXT NOT NULL PRIMARY KEY,
  "reason" TEXT NOT NULL,
  "hidden_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, DELETE ON "hidden_services" TO infinitio_api;
