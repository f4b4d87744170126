'use client'
import { modelNumberOf } from '@infinitio/domain'
import type { ModelItemWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import type { ModelService } from '#web/features/model/modelServicesQuery.ts'
import { namedModelsQuery } from '#web/features/model/weightsQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayText } from '#web/parts/format/clockText.ts'
import { bpsText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/**
 * Shows the models that owners registered under the name of a model: the owner of each, the record that the owner signed, and how many services have the
 * owner's grant. Shows nothing if nobody registered the name.
 */
export function RecordsPanel({ model, services }: { readonly model: string; readonly services: readonly ModelService[] }) {
  const t = useTranslations('model.records')
  const { data } = useQuery(namedModelsQuery(browserApi, model))
  if (data === undefined || data.items.length === 0) return null
  return (
    <Panel title={t('title')} note={t('note', { count: data.items.length })}>
      <div className="panel-body stack g4">
        <p className="t13">
          {t('text')}{' '}
          <Link className="link" href="/docs/guides/models#records">
            {t('guide')}
          </Link>
        </p>
        {data.items.map((item) => (
          <ModelRecord key={item.id} item={item} granted={services.filter((service) => isGranted(service, item)).length} />
        ))}
      </div>
    </Panel>
  )
}

/**
 * Returns true if the owner of the model granted this service. Anyone can sign a grant for any model number, so the signer of the grant must be the owner of
 * the model.
 */
function isGranted({ model, royaltyTo }: ModelService, { id, owner }: ModelItemWire): boolean {
  return model !== null && modelNumberOf(model) === id && royaltyTo === owner
}

/** One registered model with its owner and, if the owner signed one, its record. */
export function ModelRecord({ item: { id, owner, record }, granted }: { readonly item: ModelItemWire; readonly granted: number }) {
  const t = useTranslations('model.records')
  return (
    <section className="stack g3" aria-label={t('number', { id })}>
      <dl className="kv left">
        <dt>{t('number', { id })}</dt>
        <dd>
          <AccountText account={owner} />
        </dd>
        <dt>{t('granted')}</dt>
        <dd>{t('services', { count: granted })}</dd>
        {record !== null && (
          <>
            <dt>{t('licence')}</dt>
            <dd>{record.licence}</dd>
            <dt>{t('parent')}</dt>
            <dd>{record.parent === '' ? t('noParent') : record.parent}</dd>
            <dt>{t('royalty')}</dt>
            <dd>{bpsText(record.royaltyBps)}</dd>
            <HashRow name={t('weights')} hash={record.weightsRoot} />
            <HashRow name={t('tokenizer')} hash={record.tokenizerHash ?? t('noHash')} />
            <HashRow name={t('template')} hash={record.chatTemplateHash ?? t('noHash')} />
            <dt>{t('signed')}</dt>
            <dd>{dayText(record.signedAt)}</dd>
          </>
        )}
      </dl>
      {record === null ? (
        <p className="t13 dim">{t('none')}</p>
      ) : (
        <CodeLine text={`infinitio model verify ${id} FOLDER`} label={t('copy')} doneLabel={t('copied')} wrap />
      )}
    </section>
  )
}

function HashRow({ name, hash }: { readonly name: string; readonly hash: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono t12" style={{ overflowWrap: 'anywhere' }}>
        {hash}
      </dd>
    </>
  )
}
