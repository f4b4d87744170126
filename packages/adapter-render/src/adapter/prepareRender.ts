import { sceneFile } from '../files/sceneFile.ts'
import { planRender } from '../input/planRender.ts'
import { type RenderInput, renderInputText } from '../input/renderInput.ts'

/** A job before it is divided and signed: the path of its scene, and its settings. */
export type RenderDraft = Omit<RenderInput, 'adapter' | 'files' | 'tasks' | 'chunks'> & {
  readonly scene: string
  /** The number of tasks that the owner of the job wants. */
  readonly tasks?: number
}

/** Returns the input of a job. Needs no Blender. Throws an AdapterError for a file that is not of Blender, and for a setting out of its bounds. */
export async function prepareRender({ scene, tasks, ...settings }: RenderDraft): Promise<RenderInput> {
  const plan = planRender({ ...settings, ...(tasks === undefined ? {} : { tasks }) })
  const input: RenderInput = { adapter: 'render@1', files: { scene: await sceneFile(scene) }, ...settings, ...plan }
  renderInputText(input)
  return input
}
