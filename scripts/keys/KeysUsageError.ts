const usage = `npm run keys -- COMMAND
  new FILE                     make a key in a new file, for the owner of the file alone
  show PLACE                   what may be said of a key: file:/path, env:NAME, unix:/socket, exec:/program args
  engine ADDRESS add|remove    who may settle for the market
  receipt ADDRESS              whose signature is on receipts
  gateway-host 0xKEY           the ed25519 public key of the gateways
The last three are calls of the Directory by its owner: DIRECTORY_ADDRESS and RPC_URL say where, OWNER is the place of the owner's key.
Without OWNER the call is printed instead, for a wallet of several signatures.`

/** The words of a command mean nothing; the message lists those that do. */
export class KeysUsageError extends Error {
  override name = 'KeysUsageError'
  constructor() {
    super(usage)
  }
}
