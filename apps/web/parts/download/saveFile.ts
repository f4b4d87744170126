/** Downloads a text or bytes as a file in the user's browser. */
export function saveFile({ name, text }: { readonly name: string; readonly text: string | ArrayBuffer }): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
