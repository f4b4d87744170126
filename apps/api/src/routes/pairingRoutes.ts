import { pairingEndpoints } from '@infinitio/endpoints'
import { claimPairing, openPairing, readPairing, storePermission } from '../actions/pairings/pairings.ts'
import { answerPairing } from '../actions/pairings/answerPairing.ts'
import { showMachineNonce } from '../actions/pairings/showMachineNonce.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for pairing links, with which a wallet in a browser registers a machine: /pairings. */
export const pairingRoutes = bindEndpoints(pairingEndpoints, {
  createPairing: ({ services, body, ip }) => openPairing(services, { ...body, network: ip }),
  getPairing: ({ services, params }) => readPairing(services, params.pairingId),
  claimPairing: (call) => claimPairing(call.services, { ...call.body, ...call.params, account: signedIn(call) }),
  revealPairing: ({ services, params, body }) => showMachineNonce(services, { ...params, ...body }),
  answerPairing: ({ services, params, body }) => answerPairing(services, { ...params, ...body }),
  sendPairedPermission: (call) => storePermission(call.services, { ...call.body, ...call.params, account: signedIn(call) }),
})
