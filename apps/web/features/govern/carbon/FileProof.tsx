'use client'
import { useAuditing } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { CarbonWire } from '@infinitio/domain/wire'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { mostProofNodes, proofDraft, type TypedProof } from '#web/features/govern/carbon/proofDraft.ts'
import { ProofFields } from '#web/features/govern/carbon/ProofFields.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { nodesQuery } from '#web/parts/explorer/explorerQueries.ts'
import { FormFoot } from '#web/parts/govern/FormFoot.tsx'
import { bpsText, exactGText } from '#web/parts/govern/tokenText.ts'
import { useOwnG } from '#web/parts/govern/useOwnG.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type FileProofProps = {
  readonly contracts: NonNullable<CarbonWire['contracts']>
  readonly limits: NonNullable<CarbonWire['limits']>
  /** The chain's time in Unix seconds. */
  readonly now: number
  readonly onDone: () => void
}

const nothingTyped: TypedProof = { source: '', certificate: '', meter: '', coverage: '100', from: '', until: '', nodes: [] }

/** Files a proof of green energy for machines of the account. */
export function FileProof(props: FileProofProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ contracts, limits, now, onDone }: FileProofProps) {
  const t = useTranslations('govern.carbon.file')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const auditing = useTranslatedRefusals(
    useAuditing({ carbonRegistry: address(contracts.carbonRegistry), gToken: address(contracts.gToken) }, account),
  )
  const [typed, setTyped] = useState(nothingTyped)
  const proof = proofDraft(typed, now)
  const tForm = useTranslations('govern.form')
  const [bond, pay] = [BigInt(limits.bond), BigInt(limits.mostPanels * limits.auditors) * BigInt(limits.auditorFee)]
  const own = useOwnG(bond + pay)
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <ProofNodes account={account} chosen={typed.nodes} onChosen={(nodes) => setTyped({ ...typed, nodes })} />
        <ProofFields typed={typed} now={now} onTyped={setTyped} />
        <MoneyLines
          lines={[
            { name: t('bond'), amount: exactGText(bond) },
            { name: t('pay', { count: limits.mostPanels * limits.auditors, fee: exactGText(limits.auditorFee) }), amount: exactGText(pay) },
            { name: t('network'), amount: t('two'), tone: 'small' },
            ...(own.wallet === null ? [] : [{ name: tForm('wallet'), amount: own.wallet, tone: 'small' as const }]),
            { name: t('held'), amount: exactGText(bond + pay), tone: 'total' },
          ]}
        />
        <p className="t12 dim">{t('back', { share: bpsText(limits.slashBps) })}</p>
        <FormFoot>
          <TransactionButton
            label={t('send')}
            reason={own.short ?? (proof === null ? tForm('incomplete') : null)}
            send={() => {
              if (proof === null) throw new Error('a proof that is not whole has no button')
              return auditing.file({ proof, held: bond + pay })
            }}
            onDone={() => {
              void queryClient.invalidateQueries({ queryKey: ['govern'] })
              onDone()
            }}
          />
        </FormFoot>
      </div>
    </Panel>
  )
}

type ProofNodesProps = { readonly account: string; readonly chosen: readonly string[]; readonly onChosen: (nodes: readonly string[]) => void }

/** Lists the account's machines with checkboxes. The proof covers the checked machines. */
function ProofNodes({ account, chosen, onChosen }: ProofNodesProps) {
  const t = useTranslations('govern.carbon.file')
  const list = useInfiniteQuery(nodesQuery(browserApi, { provider: account }))
  if (list.data === undefined)
    return list.isError ? (
      <ErrorState title={t('nodesFailed')} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton width="100%" height={60} />
    )
  const nodes = list.data.pages.flatMap((page) => page.items).filter(({ state }) => state !== 'retired')
  if (nodes.length === 0)
    return (
      <Callout tone="plain" action={<Link href="/provide">{t('provide')}</Link>}>
        {t('noNodes')}
      </Callout>
    )
  return (
    <fieldset className="field">
      <legend className="t13 strong mb-2">{t('nodes', { count: chosen.length, most: mostProofNodes })}</legend>
      {nodes.map(({ node, name, className, gpus }) => (
        <CheckRow
          key={node}
          checked={chosen.includes(node)}
          onChange={(isOn) => onChosen(isOn ? [...chosen, node].slice(0, mostProofNodes) : chosen.filter((one) => one !== node))}
          label={t('node', { name, gpus, className })}
        />
      ))}
      {list.hasNextPage && (
        <Button size="sm" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('moreNodes')}
        </Button>
      )}
    </fieldset>
  )
}
