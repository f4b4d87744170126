/** Thrown if this machine will never run an image. The agent then does not pull the image again. The message is for the renter. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused'
}
