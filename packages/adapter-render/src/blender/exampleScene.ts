/** The Python program that writes the scene of the example. It is the file `examples/render-task/make_scene.py`. */
export const exampleScene = `"""Writes scene.blend: a ball that rolls over a floor in 24 frames. Run it with Blender or with a Python that has bpy."""

import sys

import bpy

path = sys.argv[-1] if sys.argv[-1].endswith(".blend") else "scene.blend"
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.frame_start, scene.frame_end = 1, 24


def material(name, color, roughness):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    shader = made.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*color, 1)
    shader.inputs["Roughness"].default_value = roughness
    return made


bpy.ops.mesh.primitive_plane_add(size=30)
bpy.context.object.data.materials.append(material("floor", (0.7, 0.7, 0.65), 0.6))
bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=24, location=(-3, 0, 1))
ball = bpy.context.object
bpy.ops.object.shade_smooth()
ball.data.materials.append(material("ball", (0.8, 0.1, 0.05), 0.2))
ball.keyframe_insert("location", frame=1)
ball.location.x = 3
ball.keyframe_insert("location", frame=24)
bpy.ops.object.light_add(type="AREA", location=(2, -3, 6))
bpy.context.object.data.energy = 600
bpy.ops.object.camera_add(location=(0, -10, 3), rotation=(1.35, 0, 0))
scene.camera = bpy.context.object
bpy.ops.wm.save_as_mainfile(filepath=path, compress=True)
`
