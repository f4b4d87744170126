import {
  type DueAct,
  type ExitMove,
  type ExitState,
  type ExitStep,
  gainText,
  isOfCase,
  movedText,
  type PlannedStep,
  shortId,
  stepSentence,
} from '@infinitio/sdk/exit'

const dueNames: Readonly<Record<DueAct, string>> = {
  commitments: 'Due from commitments',
  bounties: 'Due from bounties',
  unstaked: 'Unstaked G',
  interest: 'Interest of G',
  vested: 'Vested G',
  panelBond: 'Bond of a panel',
  staked: 'Staked G',
  onPanel: 'Bond as a member of a panel',
  seeds: 'Bond of a maker of random seeds',
  finding: 'Bond of a finding',
  dispute: 'Bonds of a dispute',
  disputeVotes: 'Bond of a dispute, votes not counted',
  jurorPay: 'Pay of a juror',
  carbon: 'Bond of a carbon proof',
  sponsorship: 'Sponsorship of an ended project',
  sponsoring: 'Sponsorship of a project',
}

/** All texts of the page, in English. Other languages have the same keys. */
export const en = {
  tag: 'en',
  name: 'English',
  title: 'Withdraw everything',
  lead: 'Ends leases, claims pay, frees bonds and stakes, closes channels to AI services, withdraws and redeems, using only the contracts. This page is one file: it contacts only your RPC or wallet, works from a disk, and needs none of our servers.',
  light: 'Use the light theme',
  dark: 'Use the dark theme',
  nothingTitle: 'Nothing read yet',
  nothingText: 'Enter an RPC and the Directory, then connect your wallet. The plan appears here, step by step, before you sign anything.',
  readingTitle: 'Reading the chain',
  readingFirst: 'Asking the Directory for the contracts …',
  reading: ({ head, reached, leases }: { head: bigint; reached: bigint; leases: number }) =>
    `Reading the history: block ${head} back to ${reached}. ${leases} live leases of this account so far.`,
  where: 'Where to look',
  rpc: 'RPC address',
  rpcHint: 'Any RPC of the chain that allows web pages. Leave it empty to ask through your wallet.',
  rpcWrong: 'Enter an address that starts with http, or connect a wallet to ask through it.',
  directory: 'Directory',
  directoryHint: "The contract with the addresses of all others. A Market's address works too.",
  directoryWrong: 'Enter an address: 0x and 40 digits.',
  look: 'Or only look, at this account',
  lookHint: 'Shows the plan. Nothing can be sent without a wallet.',
  lookWrong: 'Connect a wallet, or enter an address: 0x and 40 digits.',
  readNow: 'Reading the chain …',
  readAgain: 'Read again',
  read: 'Show my assets',
  wallet: 'Wallet',
  another: 'Use another account',
  noWallet: 'No wallet was found in this browser. You can still see the plan.',
  connect: (wallet: string) => `Connect ${wallet}`,
  yours: 'Your assets',
  asOf: (block: bigint, moment: string) => `Block ${block}, ${moment}`,
  balance: 'Market balance',
  leases: 'Live leases',
  none: 'None',
  bond: (purpose: string) => `${purpose} bond`,
  bonded: (bonded: string, waiting: string) => `${bonded} bonded, ${waiting} waiting`,
  coin: 'Wallet, reserve coin',
  pot: 'Pot for AI services',
  channel: (id: string) => `Channel ${shortId(id)}`,
  closesFrom: (amount: string, moment: string) => `${amount}, closes from ${moment}`,
  serviceBond: (id: string) => `Bond of service ${shortId(id)}`,
  waitsUntil: (amount: string, moment: string) => `${amount}, waits until ${moment}`,
  pool: 'Task pool',
  batches: 'Tasks that nobody accepted',
  stake: 'Stake for tasks',
  stakeParts: (bonded: string, locked: string, young: string, waiting: string) =>
    `${bonded} bonded (${locked} held by tasks), ${young} new, ${waiting} waiting`,
  shares: 'Shares of hosting programmes',
  programme: (number: bigint) => `Hosting programme ${number}`,
  backFrom: (amount: string, moment: string) => `${amount}, back from ${moment}`,
  due: (act: DueAct) => dueNames[act],
  fee: (gas: string, fee: string) => `The network fee is up to ${fee} native coins (${gas} gas at the present price).`,
  feeOfAll: (gas: string, fee: string) => `Network fee of all steps that can be sent now: up to ${fee} native coins (${gas} gas).`,
  way: 'The way out',
  nothingToSend: 'Nothing to send now',
  toSend: (count: number) => `${count} to send`,
  hidden: (count: number) => `This RPC shows no history of ${count} of the Market's leases. If one is yours, use another RPC.`,
  from: (moment: string) => `From ${moment}`,
  ignored: (at: string) => `The Directory names ${at}, which does not answer as it should; nothing could be read there.`,
  dust: (amount: string) => `${amount} stays in the wallet: it is less than one unit of the coin.`,
  onlyLooking: 'You are only looking. Connect the wallet of this account to send.',
  busy: 'Waiting for your wallet and the chain. You can close this page: sent steps stay sent, and your next visit continues from there.',
  oneByOne: 'Send the steps one by one. You can stop after each step. Your next visit continues from there.',
  later: 'The rest has to wait for its time. Come back then, with this page, an RPC and your wallet.',
  allOut: 'Everything that is yours is out.',
  readOut: 'Everything that could be read is out.',
  unread: (contract: string, id: bigint | null) =>
    `${id === null ? 'Contract' : `Case ${id} of contract`} ${contract} could not be read. It may still owe you money.`,
  endDuties: 'Also unstake G, leave panels and projects, and stop making random seeds. This ends your votes and duties.',
  dutiesStay: (isComplete: boolean) =>
    `${isComplete ? 'All else is out. ' : ''}G tokens that are staked, bonded for a duty or locked for a project stay, because taking them also ends votes and duties.`,
  inWallet: 'In your wallet',
  pending: 'Pending',
  refused: (code: string) => `Refused (${code})`,
  final: 'Final',
  inBlock: (block: bigint) => `In block ${block}`,
  inWords: 'What you sign, in words',
  itself: 'The transaction itself',
  noMoney: 'It moves no money.',
  gives: (gain: string) => `It gives ${gain}.`,
  holds: 'It is final when it is mined, and you cannot undo it. Your account pays the network fee in native coins.',
  paysNobody: (who: string) => `It pays nobody but ${who}, and allows nobody to move your tokens.`,
  cors: 'In a browser an RPC must also allow this page to read its answers (CORS). If it does not, leave the RPC empty to ask through your wallet, or use the infinitio command.',
  failed: (text: string) => `This did not work: ${text}`,
  /** Returns the translated sentence of an error code, or null to use the error's own sentence, which is in English. */
  sentence: (_code: string): string | null => null,
  dates: 'en-GB',
  step: (step: ExitStep): string => stepSentence(step),
  gain: (planned: PlannedStep, state: ExitState): string => gainText(planned, state),
  moved: (move: ExitMove): string => movedText(move),
  sign: {
    takeBackOrders: 'Sign and cancel orders',
    revokeKey: 'Sign and revoke the key',
    claim: 'Sign and claim',
    close: 'Sign and close',
    cancelLease: 'Sign and cancel',
    noShow: 'Sign and cancel',
    end: 'Sign and end',
    takeReward: 'Sign and take',
    executeSlash: 'Sign and free the rest',
    withdrawBond: 'Sign and withdraw the bond',
    unbond: 'Sign and start the wait',
    revokeSpending: 'Sign and revoke the key',
    exitChannel: 'Sign and start to close',
    finishChannel: 'Sign and close the channel',
    unbondService: 'Sign and start the wait',
    collectService: 'Sign and collect the bond',
    withdrawPot: 'Sign and withdraw the pot',
    revokeSubmitKey: 'Sign and revoke the key',
    cancelBatch: 'Sign and cancel the tasks',
    ripenStake: 'Sign and count the stake',
    unstake: 'Sign and start the wait',
    collectStake: 'Sign and collect the stake',
    withdrawPool: 'Sign and withdraw',
    claimHosting: 'Sign and claim',
    refundHosting: 'Sign and get the rest',
    takeDue: 'Sign and take',
    withdraw: 'Sign and withdraw',
    redeem: 'Sign and redeem',
  } as Record<ExitStep['kind'], string>,
  effect: effectOf,
  pays: paysAlso,
}

/** The texts of the page in one language. */
export type Texts = typeof en

/** Returns the part of a sentence that names everybody whom a step pays. For example, a step that ends a lease pays both sides of the lease. */
function paysAlso(step: ExitStep): string {
  switch (step.kind) {
    case 'end':
    case 'cancelLease':
      return "this account and the lease's provider"
    case 'close':
      return "this account and the lease's renter"
    case 'executeSlash':
      return 'those the slash was decided for'
    case 'finishChannel':
    case 'cancelBatch':
    case 'collectService':
    case 'collectStake':
      return 'this account, inside the same contract'
    case 'takeDue':
      return isOfCase(step) ? 'this account and others whom the same case owes money' : 'this account'
    default:
      return 'this account'
  }
}

function effectOf(step: ExitStep): string {
  switch (step.kind) {
    case 'takeBackOrders':
      return 'Every bid, ask and signing permission that you signed so far becomes void for everyone. Later orders keep their numbers.'
    case 'revokeKey':
      return `The session key ${step.key} can no longer spend or act for you.`
    case 'claim':
      return `The Market pays you what lease ${step.leaseId} has earned and vested. The lease continues.`
    case 'close':
      return `Lease ${step.leaseId} has ended: you get its last pay, and its renter gets the unused amount.`
    case 'cancelLease':
      return `Lease ${step.leaseId} is cancelled before it is ready. Notice, if any, goes to the provider; the rest of the escrow comes back.`
    case 'noShow':
      return `Lease ${step.leaseId} is void, since its machine was not ready in time: the whole escrow comes back.`
    case 'end':
      return `Lease ${step.leaseId} ends and its machine is given up. The provider is paid for the seconds used; the rest of the escrow comes back.`
    case 'takeReward':
      return 'The share of fees that waits for you is sent to your wallet.'
    case 'executeSlash':
      return `The slash that was decided on your ${step.purpose} bond is carried out. The rest of the bond is free again.`
    case 'withdrawBond':
      return `Your ${step.purpose} bond, which has waited long enough, is paid out.`
    case 'unbond':
      return `Your ${step.purpose} bond starts its wait. Your machines leave the market at once; until the wait ends the bond can still be slashed.`
    case 'revokeSpending':
      return `The key ${step.key} can no longer move money out of your pot into its channels. Money in its channels stays there.`
    case 'exitChannel':
      return `The channel to service ${step.channel.service} starts to close. Until its lock ends, the service can settle what your key signed for it.`
    case 'finishChannel':
      return `The channel to service ${step.channel.service} is closed, and what the service did not settle goes into your pot.`
    case 'unbondService':
      return `The bond of your service ${step.service} starts its wait of 14 days. A finding in this time can delay it by 7 days and take a part.`
    case 'collectService':
      return `The bond of your service ${step.service} goes into your pot.`
    case 'withdrawPot':
      return 'The service ledger sends your whole pot to your wallet.'
    case 'revokeSubmitKey':
      return `The key ${step.key} can no longer order tasks that your balance pays.`
    case 'cancelBatch':
      return `Tasks of batch ${shortId(step.batchId)} that nobody accepted are cancelled and refunded. Accepted tasks run to their end.`
    case 'ripenStake':
      return 'The stake that you added more than an hour ago counts from now on, and can be withdrawn.'
    case 'unstake':
      return 'The stake starts its wait of 7 days. You get no further tasks for it.'
    case 'collectStake':
      return 'The stake that has waited goes into your balance at the task pool.'
    case 'withdrawPool':
      return 'The task pool sends your whole balance to your wallet.'
    case 'claimHosting':
      return 'The hosting pool pays the shares that you earned and that nobody has claimed. Their proofs come from the chain.'
    case 'refundHosting':
      return `What no published day of programme ${step.programme} assigned to hosts comes back to you.`
    case 'takeDue':
      return isOfCase(step)
        ? 'The contract takes the next step of the case, which anyone may do. It pays each party what the rules of the contract give it.'
        : 'The contract pays what it owes you to your wallet.'
    case 'withdraw':
      return 'The Market sends your whole balance to your wallet, as PT.'
    case 'redeem':
      return 'PT in your wallet is burned, and the reserve pays the same worth in its coin.'
  }
}
