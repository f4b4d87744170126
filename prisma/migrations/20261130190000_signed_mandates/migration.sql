-- Not breaking. The provider's signature of the mandate that a machine reports. Null while the agent sends no signature, or one that its wallet did not make.
ALTER TABLE "node_signing" ADD COLUMN "mandate_signature" TEXT;
