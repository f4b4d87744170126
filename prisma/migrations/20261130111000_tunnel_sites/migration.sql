-- Not breaking. Networks from which machines connect, as keyed hashes, so that machines of one network count as one site when a gateway fails.
ALTER TABLE "tunnels" ADD COLUMN "site" TEXT;
