import type { ServiceWire } from '@infinitio/domain/wire'
import { serviceId } from '@infinitio/domain'
import { askOwed, openExitAccess, type OwedAnswer } from '@infinitio/sdk/services'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { problemOf } from '#web/parts/api/problem.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactGText, exactPtText } from '#web/parts/govern/tokenText.ts'
import { mayCall } from '#web/parts/services/mayCall.ts'
import { openMarketLedger } from '#web/parts/services/openMarketLedger.ts'

const everyMs = 60_000
/** The most services that are asked. Those with the most money in channels come first. */
const mostAsked = 20

type OwedPanelProps = {
  readonly services: readonly ServiceWire[]
  /** The origins that this page may call, see `mayCall`. */
  readonly origins: readonly string[]
}

/**
 * Shows what the services of a seller hold and have not settled, as each service reports it with its signature. Asks only services with money in channels.
 * Hidden if there is none.
 */
export function OwedPanel({ services, origins }: OwedPanelProps) {
  const t = useTranslations('provideServices.owed')
  const asked = askedOf(services)
  const ids = asked.map(({ service }) => service)
  const { data, error } = useQuery({
    queryKey: ['services', 'owed', ids],
    queryFn: () => readOwed(ids, origins),
    enabled: ids.length > 0,
    refetchInterval: everyMs,
  })
  if (ids.length === 0) return null
  return (
    <Panel title={t('title')} note={t('note')}>
      {error !== null && data === undefined ? (
        <p className="panel-body t13">{t('failed', { reason: problemOf(error).sentence })}</p>
      ) : data === undefined ? (
        <p className="panel-body t13 dim">{t('asking')}</p>
      ) : (
        <OwedTable services={asked} answers={data} />
      )}
      <p className="panel-foot">{t('foot')}</p>
    </Panel>
  )
}

/** Returns the services to ask, at most 20: those with the most money in channels first. */
export function askedOf(services: readonly ServiceWire[]): readonly ServiceWire[] {
  const open = services.filter(({ channels }) => channels > 0)
  return open.toSorted((one, other) => Number(BigInt(other.inChannels) - BigInt(one.inChannels))).slice(0, mostAsked)
}

async function readOwed(services: readonly string[], origins: readonly string[]): Promise<readonly OwedAnswer[]> {
  const { ledger } = await openMarketLedger()
  const access = openExitAccess({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href })
  return await askOwed(access, { ledger: ledger.ledger, services: services.map((id) => serviceId(id)), mayCall: (url) => mayCall(url, origins) })
}

type OwedTableProps = { readonly services: readonly ServiceWire[]; readonly answers: readonly OwedAnswer[] }

/** Lists the report of each service, or the reason why there is none. */
export function OwedTable({ services, answers }: OwedTableProps) {
  const t = useTranslations('provideServices.owed')
  const answerOf = new Map<string, OwedAnswer>(answers.map((answer) => [answer.service, answer]))
  const nameOf = ({ offer, service }: ServiceWire) => offer?.model ?? shortHex(service)
  return (
    <section className="scroll" aria-label={t('title')}>
      <table className="table">
        <TableHead
          columns={[{ name: t('model') }, { name: t('owed'), className: 'n' }, { name: t('claimable'), className: 'n' }, { name: t('from') }]}
        />
        <tbody>
          {services.map((one) => {
            const answer = answerOf.get(one.service)
            const figure = answer?.kind === 'reported' ? answer : null
            return (
              <tr key={one.service}>
                <td>
                  {nameOf(one)}
                  <div className="t12 dim mono">{shortHex(one.service)}</div>
                </td>
                <td className="n">
                  {figure === null ? '–' : exactPtText(figure.owed)}
                  {figure !== null && figure.owedInG > 0n && <div>{exactGText(figure.owedInG)}</div>}
                  {figure !== null && <div className="t12 dim">{t('channels', { count: figure.channels })}</div>}
                </td>
                <td className="n">
                  {figure === null ? '–' : exactPtText(figure.claimable)}
                  {figure !== null && figure.claimableInG > 0n && <div>{exactGText(figure.claimableInG)}</div>}
                </td>
                <td className="t12 dim">
                  {figure === null
                    ? t(`none.${answer === undefined || answer.kind === 'reported' ? 'silent' : answer.kind}`)
                    : t('reported', { moment: dayMinuteText(Math.floor(figure.atMs / 1_000)) })}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
