/** Returns the title of a GPU class on all pages, such as "H100 SXM 80 GB". It leaves out the name of the maker NVIDIA, which adds no information. */
export function classTitle(className: string): string {
  return className.replace(/^NVIDIA /, '')
}

/** Returns the title of a number of GPUs of a class, such as "8 × H100 SXM 80 GB". `gpus` may be text, such as "1 of 8". */
export function nodeTitle({ gpus, className }: { readonly gpus: number | string; readonly className: string }): string {
  return `${gpus}\u00a0×\u00a0${classTitle(className).replaceAll(' GB', '\u00a0GB')}`
}
