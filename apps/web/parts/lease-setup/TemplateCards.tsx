'use client'
import { isTemplateId, type TemplateId, type TemplateMachine, templateMisfit, workloadTemplates } from '@infinitio/domain'
import { Box, BrainCircuit, Cpu, FileCode, Image, type LucideIcon, MessagesSquare, Network, NotebookPen, Terminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'

const icons: Readonly<Record<TemplateId, LucideIcon>> = {
  ...{ shell: Terminal, script: FileCode, pytorch: NotebookPen, cuda: Cpu, vllm: BrainCircuit, ollama: MessagesSquare, comfyui: Image },
  ...{ ray: Network, image: Box },
}

type TemplateCardsProps = {
  readonly template: TemplateId
  readonly onTemplate: (template: TemplateId) => void
  /** The machine that is booked; null where any may be found. What it cannot hold cannot be chosen, and says why. */
  readonly machine: TemplateMachine | null
}

/** What starts on the node: a plain shell, a script, a known program, or an image of the renter's own. What the machine cannot hold is folded away, each with its reason. */
export function TemplateCards({ template, onTemplate, machine }: TemplateCardsProps) {
  const t = useTranslations('book.template')
  const judged = workloadTemplates.map((one) => {
    const misfit = machine === null ? null : templateMisfit(one, machine)
    return { ...one, reason: misfit === null ? null : t(`misfit.${misfit}`, { vram: one.minVramGib, disk: one.minDiskGib }) }
  })
  // What was chosen for another machine keeps its card, so that the reason stands where the choice is.
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
