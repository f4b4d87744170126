'use client'
import { useQuery } from '@tanstack/react-query'
import { HardDriveDownload } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { type Reported, ReportPanel } from '#web/features/model/ReportPanel.tsx'
import { gibPrice, namedModelsQuery, type OfferedWeights, type WeightsAnswer, weightsQuery } from '#web/features/model/weightsQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

type WeightsProps = {
  readonly model: string
  /** The origins that this page may call, see `mayCall`. */
  readonly origins: readonly string[]
  readonly supportUrl: string | null
}

/**
 * Shows the caches that sell the weights of a model, with the price of a GiB and the command that downloads them. Shows nothing for a model whose owners signed
 * no record, because only a record names the weights.
 */
export function WeightsPanel({ model, origins, supportUrl }: WeightsProps) {
  const t = useTranslations('model.weights')
  const [reported, setReported] = useState<Reported | null>(null)
  const named = useQuery(namedModelsQuery(browserApi, model))
  const hasRecord = named.data?.items.some(({ record }) => record !== null) === true
  const query = useQuery({ ...weightsQuery(browserApi, { model, origins }), enabled: hasRecord })
  if (!hasRecord) return null
  return (
    <>
      <Panel title={t('title')} note={t('note')}>
        <QueryView query={query} failed={t('failed')} skeleton={<Waiting />}>
          {(answer) => <Weights {...answer} onReport={setReported} />}
        </QueryView>
        <p className="panel-foot">{t('foot')}</p>
      </Panel>
      {reported !== null && <ReportPanel key={reported.service} reported={reported} supportUrl={supportUrl} onClose={() => setReported(null)} />}
    </>
  )
}

function Waiting() {
  const t = useTranslations('model.weights')
  return (
    <div className="panel-body stack g3">
      <p className="t13 dim">{t('asking')}</p>
      <Skeleton width="100%" height={96} />
    </div>
  )
}

type Reporting = { readonly onReport: (reported: Reported) => void }

function Weights({ weights, unasked, onReport }: WeightsAnswer & Reporting) {
  const t = useTranslations('model.weights')
  const offered = weights.filter(({ caches }) => caches.length > 0)
  return (
    <>
      {offered.length === 0 ? (
        <StateBox
          kind="empty"
          icon={HardDriveDownload}
          title={t('empty')}
          actions={
            <Button asChild>
              <Link href="/docs/guides/sell-files">{t('guide')}</Link>
            </Button>
          }
        >
          {t('emptyText')}
        </StateBox>
      ) : (
        <div className="panel-body stack g4">
          {offered.map((one) => (
            <Caches key={one.id} {...one} onReport={onReport} />
          ))}
        </div>
      )}
      {unasked > 0 && <p className="panel-body t13 dim">{t('unasked', { count: unasked })}</p>}
    </>
  )
}

function Caches({ id, caches, onReport }: OfferedWeights & Reporting) {
  const providers = useTranslations('model.providers')
  const t = useTranslations('model.weights')
  return (
    <section className="stack g3" aria-label={t('of', { id })}>
      <h3 className="t13">{t('of', { id })}</h3>
      <table className="table">
        <TableHead columns={[{ name: t('cache') }, { name: t('price'), className: 'n' }, { name: providers('report'), className: 'n' }]} />
        <tbody>
          {caches.map(({ service, payee, files }) => (
            <tr key={service}>
              <td>
                <AccountText account={payee} />
                <div className="t12 dim mono">{shortHex(service)}</div>
              </td>
              <td className="n">
                {exactPtText(gibPrice(files))}
                <About units={gibPrice(files)} />
              </td>
              <td className="n">
                <Button
                  tone="ghost"
                  size="sm"
                  aria-label={providers('reportNamed', { service: shortHex(service) })}
                  onClick={() => onReport({ service, contact: files.contact })}
                >
                  {providers('reportButton')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CodeLine text={`infinitio model pull ${id} FOLDER`} label={t('copy')} doneLabel={t('copied')} wrap />
    </section>
  )
}
