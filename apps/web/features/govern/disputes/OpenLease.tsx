'use client'
import { useDisputes } from '@infinitio/chain/react'
import { address, artefactLimits, disputeBondOf, hex32, parsePt } from '@infinitio/domain'
import type { ClosedLeaseWire } from '@infinitio/domain/wire'
import { uploadArtefact } from '@infinitio/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { FilesInput } from '#web/components/ui/FilesInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { closedLeaseQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { deadlineText } from '#web/parts/format/clockText.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { translatedRefusals } from '#web/parts/govern/translatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type OpenLeaseProps = { readonly closed: ClosedLeaseWire; readonly court: string; readonly pToken: string }

/** The most files that a party can submit as evidence. The court stores this many hashes for each party. */
const mostFiles = 16
const mib = 2 ** 20
/** The largest claim that is allowed is shown rounded down to a multiple of this, a millionth of a PToken (in base units). */
const shownUnit = 10n ** 12n

/** The form that opens a dispute about a closed lease: the claim, files as evidence, and the bond. */
export function OpenLease(props: OpenLeaseProps) {
  return (
    <WalletBoundary waiting={<div className="panel min-h-56" aria-hidden />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ closed, court, pToken }: OpenLeaseProps) {
  const t = useTranslations('leaseDispute')
  const why = useTranslations('reasons')
  const refused = useTranslations('leaseDispute.refused')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const acts = translatedRefusals(useDisputes({ court: address(court), pToken: address(pToken) }, account), {
    has: (name) => refused.has(name as never),
    of: (name) => refused(name as never),
  })
  const [typed, setTyped] = useState('')
  const [files, setFiles] = useState<readonly File[]>([])
  const { openUntil, mostClaim, statement } = closed
  const most = BigInt(mostClaim)
  const shown = exactPtText(most - (most % shownUnit))
  const claim = claimOf(typed, most)
  const bond = disputeBondOf(claim ?? 0n)
  const isWrong = files.length > mostFiles || files.some(({ size }) => size === 0 || size > artefactLimits.bytes)
  return (
    <ActPanel
      title={t('title')}
      text={t('text', { until: deadlineText(openUntil) })}
      lines={[
        { name: t('claimed'), amount: exactPtText(claim ?? 0n), tone: 'small' },
        { name: t('network'), amount: t('transactions', { files: files.length }), tone: 'small' },
        { name: t('bond'), amount: exactPtText(claim === null ? 0n : bond), tone: 'total' },
      ]}
      label={t('send')}
      once
      reason={claim === null || isWrong ? why('fields') : null}
      send={async () => {
        if (claim === null) throw new Error('a dispute without a claim has no button')
        const evidence: ReturnType<typeof hex32>[] = []
        for (const file of files) {
          const bytes = new Uint8Array(await file.arrayBuffer())
          evidence.push(hex32((await uploadArtefact(browserApi, { bytes, readers: 'anybody' })).sha256))
        }
        // Fetch the Merkle proof of the lease again: validators may have published a new root since, and a proof is only valid for one root.
        const { attested } = await queryClient.fetchQuery({ ...closedLeaseQuery(browserApi, statement.leaseId), staleTime: 0 })
        return await acts.openLease({
          lease: leaseOf(statement),
          claim,
          bond,
          proof: (attested?.proof ?? []).map((sibling) => hex32(sibling)),
          evidence,
        })
      }}
      onDone={() => void queryClient.invalidateQueries({ queryKey: ['govern'] })}
    >
      <Field
        label={t('claim')}
        hint={t('claimHint', { most: shown, bond: exactPtText(disputeBondOf(most)) })}
        error={typed !== '' && claim === null ? t('claimWrong', { most: shown }) : undefined}
      >
        {(names) => <TextInput {...names} inputMode="decimal" value={typed} onChange={({ target }) => setTyped(target.value)} />}
      </Field>
      <Field
        label={t('files')}
        hint={t('filesHint', { count: mostFiles, mib: artefactLimits.bytes / mib })}
        error={isWrong ? t('wrongFiles', { left: mostFiles, mib: artefactLimits.bytes / mib }) : undefined}
      >
        {(names) => <FilesInput {...names} files={files} onFiles={setFiles} />}
      </Field>
    </ActPanel>
  )
}

/** Returns the typed claim in base units. Returns null if it is not an amount, is 0, or exceeds the largest claim. */
function claimOf(typed: string, most: bigint): bigint | null {
  const claim = parsePt(typed.trim())
  return claim === null || claim <= 0n || claim > most ? null : claim
}

function leaseOf({ market, leaseId, holder, provider, closedAt, weekPay }: ClosedLeaseWire['statement']) {
  const accounts = { market: address(market), holder: address(holder), provider: address(provider) }
  return { ...accounts, leaseId: BigInt(leaseId), closedAt, weekPay: BigInt(weekPay) }
}
