import { type ExitState, type ExitStep, gainText, type PlannedStep } from '@infinitio/sdk/exit'

/** One line of what a signature does. */
export type SignWord = { readonly icon: 'arrow' | 'out' | 'clock' | 'no'; readonly text: string }

/** What the wallet will sign, in words: what happens, what it gives, how long it holds, and what it cannot do. */
export function signWords(planned: PlannedStep, state: ExitState): SignWord[] {
  const { step, gain } = planned
  return [
    { icon: 'arrow', text: effectOf(step) },
    { icon: 'out', text: gain === null ? 'It moves no money.' : `It gives ${gainText(planned, state)}.` },
    { icon: 'clock', text: 'It holds once it is mined, and cannot be taken back. Your account pays the network fee in native coins.' },
    { icon: 'no', text: `It pays nobody but ${paysAlso(step)}, and allows nobody to move your tokens.` },
  ]
}

/** Whom a step may pay: what ends a lease settles it with both sides. */
function paysAlso({ kind }: ExitStep): string {
  switch (kind) {
    case 'end':
    case 'cancelLease':
      return "this account and the lease's provider"
    case 'close':
      return "this account and the lease's renter"
    case 'executeSlash':
      return 'those the slash was decided for'
    default:
      return 'this account'
  }
}

function effectOf(step: ExitStep): string {
  switch (step.kind) {
    case 'takeBackOrders':
      return 'Every bid, ask and mandate you signed so far becomes void, for everyone. Numbers for later orders stay.'
    case 'revokeKey':
      return `The session key ${step.key} can no longer spend or act for you.`
    case 'claim':
      return `The Market pays you what lease ${step.leaseId} has earned and vested. The lease goes on.`
    case 'close':
      return `Lease ${step.leaseId} is over: its last pay goes to you, and what was not used to its renter.`
    case 'cancelLease':
      return `Lease ${step.leaseId} is cancelled before it is ready. Notice, if any, goes to the provider; the rest of the escrow comes back.`
    case 'noShow':
      return `Lease ${step.leaseId} is void, since its machine was not ready in time: the whole escrow comes back.`
    case 'end':
      return `Lease ${step.leaseId} ends and its machine is given up. The provider is paid for the seconds used; the rest of the escrow comes back.`
    case 'takeReward':
      return 'The share of fees that waits for you is sent to your wallet.'
    case 'executeSlash':
      return `The slash that was decided on your ${step.purpose} bond is carried out. What is left of the bond is free again.`
    case 'withdrawBond':
      return `Your ${step.purpose} bond, which has waited long enough, is paid out.`
    case 'unbond':
      return `Your ${step.purpose} bond starts its wait. Your machines leave the market at once; until the wait ends the bond can still be slashed.`
    case 'withdraw':
      return 'The Market sends your whole balance to your wallet, as PT.'
    case 'redeem':
      return 'PT in your wallet is burned, and the reserve pays the same worth in its coin.'
  }
}
