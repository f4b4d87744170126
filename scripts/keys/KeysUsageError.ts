const usage = `npm run keys -- COMMAND
  new FILE                        make a key in a new file that only its owner can read
  show PLACE                      print the addresses of a key: file:/path, env:NAME, unix:/socket, exec:/program args
  list                            list the announced keys: waiting, spare or in use
  announce engine|receipt ADDRESS announce a key, which can be switched on 48 h later
  announce gateway-host 0xKEY     the same for an ed25519 public key
  cancel KIND KEY                 forget an announced key
  engine ADDRESS add|remove       switch an engine key on or off: it may settle for the market
  receipt ADDRESS                 switch a receipt key on; the zero address switches it off
  gateway-host 0xKEY              switch a gateway host key on; 64 zeros switch it off
All but the first two call the Directory: DIRECTORY_ADDRESS and RPC_URL say where, OWNER is the place of the owner's or operator's key.
Without OWNER the command prints the call, for a wallet of several signatures.`

/** Thrown for an unknown command; the message lists the known ones. */
export class KeysUsageError extends Error {
  override name = 'KeysUsageError'
  constructor() {
    super(usage)
  }
}
