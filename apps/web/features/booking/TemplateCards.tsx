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

/** What starts on the node: a plain shell, a script, a known program, or an image of the renter's own. */
export function TemplateCards({ template, onTemplate, machine }: TemplateCardsProps) {
  const t = useTranslations('book.template')
  return (
    <RadioCards label={t('title')} value={template} onValue={(value) => isTemplateId(value) && onTemplate(value)}>
      {workloadTemplates.map((one) => {
        const { id, minVramGib, minDiskGib } = one
        const misfit = machine === null ? null : templateMisfit(one, machine)
        return (
          <RadioCard
            key={id}
            value={id}
            chosen={template === id}
            disabled={misfit !== null}
            icon={icons[id]}
            title={t(`${id}.title`)}
            text={misfit === null ? t(`${id}.text`) : t(`misfit.${misfit}`, { vram: minVramGib, disk: minDiskGib })}
          />
        )
      })}
    </RadioCards>
  )
}
