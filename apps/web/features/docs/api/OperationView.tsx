import Link from 'next/link'
import { DocumentText } from '#web/features/docs/api/DocumentText.tsx'
import { langOf } from '#web/features/docs/api/inLanguage.ts'
import { useTranslations } from 'next-intl'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import type { ApiOperation, ApiSchema } from '#web/features/docs/api/apiDocument.ts'
import { FieldTable } from '#web/features/docs/api/FieldTable.tsx'
import { SchemaTables } from '#web/features/docs/api/SchemaTables.tsx'
import { type SchemaField, schemaFields, schemaText } from '#web/features/docs/api/schemaFields.ts'

/** Shows one endpoint: its permission, its parameters, its response and all its error codes. */
export function OperationView({ operation }: { readonly operation: ApiOperation }) {
  const t = useTranslations('docs.reference')
  const { operationId, method, path, summary, security, parameters, requestBody, responses } = operation
  const body = requestBody?.content['application/json']
  const fields: SchemaField[] = parameters.map(({ name, in: place, required, description = '', schema }) => ({
    name: `${t(place)} ${name}`,
    required,
    description,
    ...schemaText(schema),
  }))
  return (
    <section className="stack g3 operation" aria-labelledby={operationId}>
      <h2 id={operationId} className="mono">
        <span className="badge">{method}</span> {path}
      </h2>
      <p>
        <span lang={langOf(summary)}>
          <DocumentText text={summary} />
          {langOf(summary) === 'en' ? '.' : '。'}
        </span>{' '}
        <span className="dim">{t(accessOf(security))}</span>
      </p>
      {fields.length > 0 && <FieldTable label={t('parametersOf', { path })} fields={fields} />}
      {body !== undefined && (
        <>
          <SchemaPart title={t('body')} label={t('bodyOf', { path })} schema={body.schema} />
          <Example title={t('bodyExample')} path={path} example={body.example} />
        </>
      )}
      <Answers path={path} responses={responses} />
    </section>
  )
}

function accessOf(security: ApiOperation['security']): 'public' | 'optionally' | 'account' | 'node' {
  if (security.length === 0) return 'public'
  if (security.length > 1) return 'optionally'
  return security[0]?.node === undefined ? 'account' : 'node'
}

function SchemaPart({ title, label, schema }: { readonly title: string; readonly label: string; readonly schema: ApiSchema }) {
  const { text, refers: first } = schemaText(schema)
  // A schema with alternatives refers to several schemas, which have their own lines below.
  const refers = typeof schema.$ref === 'string' || schema.type === 'array' ? first : null
  const hasFields = refers === null && (schemaFields(schema).length > 0 || first !== null)
  return (
    <>
      <p>
        <b className="strong">{title}</b>{' '}
        {refers !== null && (
          <Link className="link mono" href={`/docs/api/schemas/${refers}`}>
            {text}
          </Link>
        )}
        {refers === null && !hasFields && <span className="mono">{text}</span>}
      </p>
      {hasFields && <SchemaTables label={label} schema={schema} />}
    </>
  )
}

function Example({ title, path, example }: { readonly title: string; readonly path: string; readonly example: unknown }) {
  const tStates = useTranslations('states')
  const copy = { label: tStates('copyNamed', { what: `${title} ${path}` }), doneLabel: tStates('copied') }
  return <ExamplePart title={title} example={example} copy={copy} />
}

type ExamplePartProps = { readonly title: string; readonly example: unknown; readonly copy: { readonly label: string; readonly doneLabel: string } }

/** Shows a request or an answer that a test of this market sent, as JSON. It is folded, because some are long. Shows nothing without an example. */
export function ExamplePart({ title, example, copy }: ExamplePartProps) {
  if (example === undefined) return null
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2)
  return (
    <details>
      <summary>{title}</summary>
      <div className="example">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
        <pre className="mono t13" tabIndex={0}>
          {text}
        </pre>
        <CopyButton text={text} {...copy} />
      </div>
    </details>
  )
}

function Answers({ path, responses }: { readonly path: string; readonly responses: ApiOperation['responses'] }) {
  const t = useTranslations('docs.reference')
  const [good, ...refusals] = Object.entries(responses)
  const [type, content] = Object.entries(good?.[1].content ?? {})[0] ?? []
  return (
    <>
      {content === undefined ? (
        <p>
          <b className="strong">{t('answers', { status: good?.[0] ?? '' })}</b> {t('nothing')}
        </p>
      ) : (
        <>
          <SchemaPart title={t('answersAs', { status: good?.[0] ?? '', type: type ?? '' })} label={t('answerOf', { path })} schema={content.schema} />
          <Example title={t('answerExample')} path={path} example={content.example} />
        </>
      )}
      <details>
        <summary>{t('refusals')}</summary>
        <ul className="refusals">
          {refusals.map(([status, { description }]) => (
            <li key={status}>
              <b className="num">{status}</b>{' '}
              {description.split(', ').map((code) => (
                <Link key={code} className="link mono t13" href={`/docs/errors/${code}`} prefetch={false}>
                  {code}
                </Link>
              ))}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
