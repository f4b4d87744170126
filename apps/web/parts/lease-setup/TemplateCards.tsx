'use client'
import { isTemplateId, type TemplateId, type TemplateMachine, templateMisfit, type WorkloadTemplate, workloadTemplates } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { Box, BrainCircuit, Cpu, FileCode, Image, type LucideIcon, MessagesSquare, Network, NotebookPen, Terminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { templatesQuery } from '#web/parts/lease-setup/templatesQuery.ts'

const icons: Readonly<Record<TemplateId, LucideIcon>> = {
  ...{ shell: Terminal, script: FileCode, pytorch: NotebookPen, cuda: Cpu, vllm: BrainCircuit, ollama: MessagesSquare, comfyui: Image },
  ...{ ray: Network, image: Box },
}

type TemplateCardsProps = {
  readonly template: TemplateId
  readonly onTemplate: (template: TemplateId) => void
  /** The machine of the lease; null if the market may choose any machine. A template that this machine cannot run cannot be chosen. */
  readonly machine: TemplateMachine | null
}

/**
 * The choice of a template: a plain shell, a script, a known program, or any image. Templates that cannot start are in a collapsed list, each with
 * its reason.
 */
export function TemplateCards({ template, onTemplate, machine }: TemplateCardsProps) {
  const t = useTranslations('book.template')
  const { data: pins } = useQuery(templatesQuery(browserApi))
  const misfitOf = (one: WorkloadTemplate) =>
    one.image !== null && pins?.has(one.id) !== true ? 'unpinned' : machine && templateMisfit(one, machine)
  const judged = workloadTemplates.map((one) => {
    const misfit = misfitOf(one)
    return { ...one, reason: misfit === null ? null : t(`misfit.${misfit}`, { vram: one.minVramGib, disk: one.minDiskGib }) }
  })
  // A template that was chosen for another machine stays visible in the list even if it cannot start on this machine. So the reason is visible beside the
  // choice.
  const shown = judged.filter(({ id, reason }) => reason === null || id === template)
  const folded = judged.filter((one) => !shown.includes(one))
  return (
    <>
      <RadioCards label={t('title')} value={template} onValue={(value) => isTemplateId(value) && onTemplate(value)}>
        {shown.map(({ id, reason }) => (
          <RadioCard
            key={id}
            value={id}
            chosen={template === id}
            disabled={reason !== null}
            icon={icons[id]}
            title={t(`${id}.title`)}
            text={reason ?? t(`${id}.text`)}
          />
        ))}
      </RadioCards>
      {folded.length > 0 && (
        <details className="tpls-not">
          <summary>{t('misfits', { count: folded.length })}</summary>
          <ul>
            {folded.map(({ id, reason }) => (
              <li key={id}>
                <b>{t(`${id}.title`)}</b> {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
