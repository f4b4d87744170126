-- Not breaking. What validators sign about leases that were lost with their node: the worker hands it in.
CREATE TABLE "loss_signatures" (
  "lease_id" BIGINT NOT NULL,
  "set_hash" TEXT NOT NULL,
  "epoch" BIGINT NOT NULL,
  "signer" TEXT NOT NULL,
  "root" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("lease_id", "set_hash", "epoch", "signer")
);
GRANT SELECT, INSERT ON "loss_signatures" TO infinitio_api;
GRANT SELECT ON "loss_signatures" TO infinitio_worker;
