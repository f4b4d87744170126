'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { nodesQuery } from '#web/parts/explorer/explorerQueries.ts'
import { mostProofNodes } from '#web/features/govern/carbon/proofDraft.ts'

type ProofNodesProps = { readonly account: string; readonly chosen: readonly string[]; readonly onChosen: (nodes: readonly string[]) => void }

/** One's own nodes, of which a proof covers those that are ticked. */
export function ProofNodes({ account, chosen, onChosen }: ProofNodesProps) {
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
