'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { type Bid, bidTypedData, bps, signedCost } from '@infinitio/domain'
import type { ChainWire, WalletWire } from '@infinitio/domain/wire'
import { beginWithSnapshot, buildBid, handInSecrets, placeOrder, putWorkload, signBid, signingDomainOf, snapshotKeyOf } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useMemo } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { leaseOfCheckout } from '#web/features/booking/leaseOfCheckout.ts'
import { RecoveryActions } from '#web/features/booking/RecoveryActions.tsx'
import { SignBar } from '#web/features/booking/SignBar.tsx'
import { SignFrame, SignPreparing } from '#web/features/booking/SignFrame.tsx'
import { SignSummary } from '#web/features/booking/SignSummary.tsx'
import { TypedDataFoot } from '#web/features/booking/TypedDataFoot.tsx'
import { storeSnapshotKey } from '#web/features/disk/storedSnapshotKey.ts'
import { useMarketBack } from '#web/features/health/useMarketState.ts'
import { storeSecrets } from '#web/features/secrets/storedSecrets.ts'
import { type SecretWorkload, secretWorkload } from '#web/features/secrets/secretWorkload.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isAway } from '#web/parts/api/problem.ts'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { planOfDraft } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { storeAutoExtend } from '#web/parts/auto-extend/storedAutoExtend.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'
import { DurationReason } from '#web/parts/duration/DurationReason.tsx'
import { waitForFunds } from '#web/parts/faucet/faucetQuery.ts'
import { type LeaseSetup, setupProblem, workloadOf } from '#web/parts/lease-setup/leaseSetup.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { noteSignedAt } from '#web/parts/order/signedAt.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type SignBoxProps = {
  readonly checkout: Checkout
  readonly setup: LeaseSetup
  /** Why the order in the checkout cannot be signed with this duration; null if it can. */
  readonly timeBlock: DurationBlock | null
  readonly onPlaced: (orderHash: string) => void
}

/** Shows the order in words and the sign button. One click shows the EIP-712 data that the wallet signs. */
export function SignBox(props: SignBoxProps) {
  return (
    <SignFrame>
      <WalletBoundary waiting={<SignPreparing />}>
        <SignBody {...props} />
      </WalletBoundary>
    </SignFrame>
  )
}

function SignBody({ checkout, setup, timeBlock, onPlaced }: SignBoxProps) {
  const reasonId = useId()
  const t = useTranslations('book.sign')
  const tBook = useTranslations('book')
  const tAuto = useTranslations('autoExtend')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const draft = useBidDraft({ checkout, setup, wallet, chain })
  const signing = useSignAndPlace({ checkout, setup, draft, chain, onPlaced })
  // A failed attempt says nothing about the order once the market responds again.
  useMarketBack(() => {
    if (signing.isError && isAway(signing.error)) signing.reset()
  })
  const problem = setupProblem(setup)
  const mayNotExtend = problem === null && leavesNoStep({ checkout, setup, chain })
  const maySign = problem === null && !mayNotExtend && timeBlock === null
  function sign(): void {
    if (maySign) signing.mutate()
  }
  // The machine cannot be rented now. If the renter's own order has just taken its GPUs, this is expected and not shown.
  if (checkout.listing === null && !signing.isPending && !signing.isSuccess)
    return (
      <Callout tone="warn" alert>
        <p className="mb-2">{t(checkout.hold === null ? 'nodeTaken' : 'nodeGone')}</p>
        <RecoveryActions code="order.ask_gone" checkout={checkout} onSignAgain={sign} />
      </Callout>
    )
  if (draft === null || chain === undefined) return <SignPreparing />
  return (
    <>
      <SignSummary
        bid={draft.bid}
        feeBps={chain.feeBps}
        nodeName={givenName(checkout.listing?.name ?? '')}
        unit={rentedUnit(checkout.listing)}
        keyCount={draft.workload.sshKeys.length}
        startAt={checkout.startAt}
      />
      {problem !== null && <p className="t13 warn">{t(problem)}</p>}
      {mayNotExtend && <p className="t13 warn">{tAuto('invalid')}</p>}
      {setup.autoExtend.isOn && !mayNotExtend && <p className="t13">{tAuto('later')}</p>}
      <DurationReason block={timeBlock} id={reasonId} />
      <SignBar
        totalLabel={tBook('payIn')}
        total={lineTexts(signedCost({ ...draft.bid, maxFeeBps: bps(chain.feeBps) }, { gpus: draft.bid.gpus, leases: 1 }), { isMost: true }).total}
        label={signing.isError ? tBook('recovery.signAgain') : t(signing.isPending ? 'signing' : checkout.startAt === null ? 'sign' : 'signLater')}
        disabled={!maySign || signing.isPending}
        describedBy={timeBlock === null ? undefined : reasonId}
        onSign={sign}
        problem={signing.isError ? <SignProblem error={signing.error} checkout={checkout} /> : null}
      />
      <TypedDataFoot signatures={setup.snapshot === null ? 1 : 2} data={bidTypedData(draft.bid, signingDomainOf(chain))} />
    </>
  )
}

/** Shows why signing or placing the order failed, and the actions that help. The sign button below it tries again, so no second button does the same. */
function SignProblem({ error, checkout }: { readonly error: unknown; readonly checkout: Checkout }) {
  const { sentence, code } = signingProblemOf(error)
  return (
    <Callout tone="warn" alert>
      <p className="mb-2">
        {sentence} <ErrorCode code={code} />
      </p>
      <RecoveryActions code={code} checkout={checkout} onSignAgain={null} />
    </Callout>
  )
}

/** Returns true if the renter turned auto-extend on but typed a budget or a step that cannot be signed. The form shows this before the signature. */
function leavesNoStep({ checkout, setup, chain }: Omit<SignArgs, 'draft' | 'onPlaced'>): boolean {
  return (
    setup.autoExtend.isOn && chain !== undefined && 'problem' in planOfDraft(setup.autoExtend, leaseOfCheckout(checkout, chain, chain.chainNow).lease)
  )
}

type SignArgs = Omit<SignBoxProps, 'timeBlock'> & { readonly draft: BidDraft | null; readonly chain: ChainWire | undefined }

/**
 * Returns the mutation that signs and places the order. It uploads the workload. If there is no hold, it then waits some seconds for a deposit that is on its
 * way. Then it encrypts the secrets for the machine and uploads them, lets the wallet sign the bid, stores the choice of a snapshot for the disk, and places
 * the order. Every step is safe to repeat.
 */
function useSignAndPlace({ checkout, setup, draft, chain, onPlaced }: SignArgs) {
  const queryClient = useQueryClient()
  const signer = useSigner()
  return useMutation({
    mutationFn: async () => {
      if (draft === null || chain === undefined || signer.state !== 'ready') throw new Error('The order is not ready to be signed yet.')
      await putWorkload(browserApi, { workloadHash: draft.workloadHash, workload: draft.workload })
      if (checkout.hold === null) await waitForFunds(queryClient, leaseOfCheckout(checkout, chain, chain.chainNow).locked)
      if (draft.secrets !== null) {
        storeSecrets(draft.secrets)
        await handInSecrets(browserApi, { ...draft, nodeId: draft.bid.node, secrets: draft.secrets })
      }
      const leaseName = setup.name.trim()
      const holdId = checkout.hold?.holdId
      const named = { ...(leaseName === '' ? {} : { leaseName }), ...(holdId === undefined ? {} : { holdId }) }
      const order = await signBid(signer.signer, { bid: draft.bid, chain, ...named })
      if (setup.snapshot !== null) {
        const key = await snapshotKeyOf(signer.signer, { chain })
        storeSnapshotKey(signer.signer.address, key.renterKey)
        await beginWithSnapshot(browserApi, { snapshot: setup.snapshot, account: signer.signer.address, key, bid: draft.bid, chain })
      }
      return placeOrder(browserApi, order)
    },
    onSuccess: ({ orderHash }) => {
      if (setup.autoExtend.isOn) storeAutoExtend(orderHash, setup.autoExtend)
      noteSignedAt(orderHash)
      onPlaced(orderHash)
    },
    // Fetches the wallet and the chain again, because the failed order may have used its number (nonce) and time has passed. The next bid needs fresh values.
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: ['wallet'] })
      void queryClient.invalidateQueries({ queryKey: ['chain'] })
    },
  })
}

/** A bid that can be signed now, with its workload and secrets. */
type BidDraft = SecretWorkload & { readonly bid: Bid }

type DraftArgs = {
  readonly checkout: Checkout
  readonly setup: LeaseSetup
  readonly wallet: WalletWire | undefined
  readonly chain: ChainWire | undefined
}

/**
 * Returns the bid that the checkout and its setup describe. The wallet signs exactly this bid, and the page shows it. Returns null until wallet and chain have
 * loaded, or if the machine cannot be rented.
 */
function useBidDraft({ checkout, setup, wallet, chain }: DraftArgs): BidDraft | null {
  const { template, startScript, keys, ports, image, command, secrets } = setup
  const named = useMemo(
    () => secretWorkload(workloadOf({ template, startScript, keys, ports, image, command }), secrets),
    [template, startScript, keys, ports, image, command, secrets],
  )
  const { listing, gpus, durationSeconds, pricePerGpuSecond, startAt } = checkout
  return useMemo(() => {
    if (wallet === undefined || chain === undefined || listing === null) return null
    const bid = buildBid({
      ...{ listing, gpus, durationSeconds, pricePerGpuSecond, chain },
      ...(startAt === null ? {} : { startAt }),
      renter: wallet.account,
      workloadHash: named.workloadHash,
      nonce: BigInt(wallet.nextNonce.bid),
    })
    return { bid, ...named }
  }, [listing, gpus, durationSeconds, pricePerGpuSecond, startAt, named, wallet, chain])
}
