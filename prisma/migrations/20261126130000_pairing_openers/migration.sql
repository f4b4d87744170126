-- Not breaking. A code for the network that opened a link, so that one network cannot use up all links. It is no address and cannot be turned into one.
ALTER TABLE "pairings" ADD COLUMN "opener" TEXT NOT NULL DEFAULT '';
