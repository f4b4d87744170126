import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/** Shows the evidence of both sides: the hash of each file, and a link to its content if this market stores it. */
export function EvidencePanel({ dispute: { evidence, opener, respondent } }: { readonly dispute: DisputeDetailWire }) {
  const t = useTranslations('govern.disputes.evidence')
  const sides = [opener, ...(respondent === null ? [] : [respondent])]
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body dsides">
        {sides.map((side) => {
          const own = evidence.filter(({ party }) => party === side)
          return (
            <div key={side} className="stack g3 t13">
              <h3 className="row wrap g2">
                <span>{t(side === opener ? 'opener' : 'respondent')}</span> <AccountText account={side} />
              </h3>
              {own.length === 0 ? (
                <p className="dim">{t('none')}</p>
              ) : (
                <ul className="stack g2">
                  {own.map(({ hash, bytes, at }) => (
                    <li key={hash} className="row wrap g2">
                      {bytes === null ? (
                        <span className="mono" title={hash}>
                          {shortHex(hash)}
                        </span>
                      ) : (
                        <a className="link mono" href={`/api/v1/artefacts/${hash}`} title={hash} download>
                          {shortHex(hash)}
                        </a>
                      )}
                      <span className="dim">{bytes === null ? t('notStored') : t('bytes', { bytes })}</span>
                      <span className="dim">{momentText(at)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )
        })}
      </div>
    </Panel>
  )
}
