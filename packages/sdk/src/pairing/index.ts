/**
 * Pairs a machine with a wallet in a browser by a link. The package has the code of both sides: the machine opens the pairing, and the browser follows the
 * link.
 */
export { pairingFragment, type PairingLink, readPairingFragment } from '@infinitio/domain'
export { type NodeKeySigner, openPairing, type OpenPairing, randomHex32 } from './openPairing.ts'
export { acceptWallet, endPairing, type PairedWallet, waitForClaim, waitForPermission } from './followPairing.ts'
export { type BrowserPairing, linkedCharacters, readLinkedPairing, signPairedPermission, takeLink } from './walletPairing.ts'
