/**
 * Words that people type and that neither state a requirement nor misspell one. Without this list, "deepspeed" would be corrected to DeepSeek, which is only
 * two letters away.
 */
export const otherWords: ReadonlySet<string> = new Set(
  `deepspeed horovod tensorflow kubernetes keras jax flax sglang lmdeploy llamafile unsloth axolotl blender hashcat bittensor octane redshift houdini unreal unity
   minecraft windows linux ubuntu debian fedora centos macos android python java rust golang node npm docker slurm mpi openmpi megatron nemo triton tensorrt onnx openvino
   langchain langgraph autogen crewai dify flowise automatic invoke fooocus kohya forge diffusers transformers accelerate peft trl lightning mosaic composer
   mining miner ethereum bitcoin kaspa gaming game games stream streaming render rendering video videos audio image images picture pictures voice music text
   data dataset storage backup database redis postgres mongo spark hadoop flink kafka monster mister master minister station nation house horse mouse house
   night light right sight fight might weight height eight train brain drain grain rain paint point print sprint under wonder thunder winter water letter better
   least last lost list cost most host post past fast east west north south best test rest nest hose nose rose those these there where here three tree free
   table stable cable label level model motel metal mental dental rental central general mineral federal several server never ever every very
   what when then than that this thin thing think thank bank tank rank rand band land sand hand hour your four pour tour flour court count country county
   memory money many march may june july april august september october november december monday tuesday wednesday thursday friday saturday sunday
   rome home some come same game name fame lame lima loan load road read ready heady body busy easy early yearly daily weekly monthly hourly dollars
   card cars cart care core code cord word work world world would could should cloud could mold gold bold cold hold sold told`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
