import type { ErrorRow } from './errorRow.ts'

/** Errors about a wallet. The page of each is `/docs/errors/<code>`. */
export const walletErrors = {
  'wallet.rejected': {
    http: 400,
    exit: 90,
    retry: false,
    sentence: 'You declined in your wallet. Nothing was signed. Try again if you want to continue.',
  },
  'wallet.not_confirmed': {
    http: 400,
    exit: 90,
    retry: false,
    sentence: 'You did not confirm this, so nothing changed. Answer y, or add --yes where nobody can answer.',
  },
  'wallet.wrong_chain': { http: 409, exit: 90, retry: false, sentence: "Your wallet is on another chain. Switch it to this market's chain." },
  'wallet.not_connected': {
    http: 401,
    exit: 90,
    retry: false,
    sentence: 'No wallet is connected. Connect one, or make a burner wallet on the development chain.',
  },
  'wallet.no_provider': {
    http: 404,
    exit: 90,
    retry: false,
    sentence: 'We found no wallet in this browser. Install one, or make a burner wallet on the development chain.',
  },
  'wallet.insufficient_gas': {
    http: 402,
    exit: 90,
    retry: false,
    sentence: 'This account has too few native coins for the network fee. Nothing was charged. Send it some coins and try again.',
  },
  'wallet.chain_silent': {
    http: 503,
    exit: 91,
    retry: true,
    sentence: 'The chain does not answer your wallet. Check your balance before you try again: your transaction may still be mined.',
  },
  'wallet.key_unavailable': {
    http: 404,
    exit: 90,
    retry: false,
    sentence: "The key of this machine's provider exists only on the development chain, on this computer. Use your own wallet.",
  },
  'wallet.no_key': {
    http: 400,
    exit: 90,
    retry: false,
    sentence: 'This command signs, and you have no key yet. Run infinitio login: it makes one, or takes yours with --key-file.',
  },
  'wallet.key_unreadable': {
    http: 400,
    exit: 90,
    retry: false,
    sentence:
      'We could not read the key. A key file has one 0x key of 64 hex digits, and only you can read it. An API key (INFINITIO_KEY) is infk_ and 104 hex digits.',
  },
} satisfies Record<`wallet.${string}`, ErrorRow>
