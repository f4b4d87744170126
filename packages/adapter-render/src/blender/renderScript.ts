import { sceneRules } from './sceneRules.ts'

/**
 * The Python program that Blender runs in its sandbox. It reads its order from the environment, and writes to descriptor 3: a letter, the length of a message
 * (32 bits, little-endian) and the message. `r` is sent before it opens the scene, `t` has a tile, `x` has the reason of a failure, `d` is the end. A scene
 * cannot run its own code, and decides neither the renderer nor the form of the picture. Blender reads the scene again for each tile, so that a tile does not
 * depend on the tiles before: a checker renders other tiles, in another order.
 */
export const renderScript = `
import json, os, struct
import bpy

order = json.loads(os.environ['RENDER_ORDER'])
pipe = os.fdopen(3, 'wb')

def send(kind, content=b''):
    pipe.write(kind + struct.pack('<I', len(content)) + content)
    pipe.flush()

def put(place, name, value):
    if hasattr(place, name):
        setattr(place, name, value)

def open_scene():
    bpy.ops.wm.open_mainfile(filepath=order['scene'], load_ui=False, use_scripts=False)

${sceneRules}
def make_test_scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    world = bpy.data.worlds.new('world')
    world.use_nodes = True
    world.node_tree.nodes['Background'].inputs[0].default_value = (0.3, 0.4, 0.6, 1)
    scene.world = world
    def material(name, roughness, metallic, transmission):
        made = bpy.data.materials.new(name)
        made.use_nodes = True
        nodes, links = made.node_tree.nodes, made.node_tree.links
        shader = nodes['Principled BSDF']
        noise = nodes.new('ShaderNodeTexNoise')
        noise.inputs['Scale'].default_value = 7.0
        links.new(noise.outputs['Color'], shader.inputs['Base Color'])
        shader.inputs['Roughness'].default_value = roughness
        shader.inputs['Metallic'].default_value = metallic
        for key in ('Transmission Weight', 'Transmission'):
            if key in shader.inputs:
                shader.inputs[key].default_value = transmission
                break
        return made
    bpy.ops.mesh.primitive_plane_add(size=20, location=(0, 0, -1))
    bpy.context.object.data.materials.append(material('floor', 0.5, 0.0, 0.0))
    for at, (roughness, metallic, transmission) in enumerate([(0.1, 1.0, 0.0), (0.4, 0.0, 0.0), (0.05, 0.0, 1.0)]):
        bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=24, location=(2.2 * at - 2.2, 0, 0))
        bpy.ops.object.shade_smooth()
        bpy.context.object.data.materials.append(material('ball', roughness, metallic, transmission))
    bpy.ops.object.light_add(type='AREA', location=(3, -4, 5))
    bpy.context.object.data.energy = 400
    bpy.ops.object.light_add(type='SUN', location=(0, 0, 5), rotation=(0.6, 0.2, 0.1))
    bpy.ops.object.camera_add(location=(0, -8, 2), rotation=(1.37, 0, 0))
    scene.camera = bpy.context.object

def set_up(scene):
    r = scene.render
    r.engine = 'CYCLES'
    cycles = scene.cycles
    cycles.device = 'CPU'
    cycles.samples = order['samples']
    cycles.seed = order['seed']
    for name, value in [('use_adaptive_sampling', False), ('use_denoising', False), ('use_animated_seed', False), ('time_limit', 0.0),
                        ('shading_system', False), ('use_guiding', False)]:
        put(cycles, name, value)
    for name, value in [('use_compositing', False), ('use_sequencer', False), ('use_multiview', False), ('use_stamp', False), ('use_freestyle', False),
                        ('dither_intensity', 0.0), ('use_file_extension', True), ('use_overwrite', True), ('use_placeholder', False),
                        ('use_persistent_data', False), ('resolution_percentage', 100)]:
        put(r, name, value)
    r.resolution_x = order['width']
    r.resolution_y = order['height']
    put(r.image_settings, 'media_type', 'IMAGE')
    r.image_settings.file_format = 'PNG'
    r.image_settings.color_mode = 'RGB'
    r.image_settings.color_depth = '8'
    r.image_settings.compression = 15
    r.threads_mode = 'FIXED' if order['threads'] > 0 else 'AUTO'
    if order['threads'] > 0:
        r.threads = order['threads']
    r.use_border = True
    r.use_crop_to_border = True
    r.border_min_x = 0.0
    r.border_max_x = 1.0

def render(scene, tile):
    r = scene.render
    height = order['height']
    scene.frame_set(tile['frame'])
    # Blender counts rows from below and cuts off what follows the point. A quarter of a row keeps a product that was rounded down on its own row.
    r.border_min_y = 0.0 if tile['bottom'] == height else (height - tile['bottom'] + 0.25) / height
    r.border_max_y = 1.0 if tile['top'] == 0 else (height - tile['top'] + 0.25) / height
    r.filepath = '/tmp/tile.png'
    bpy.ops.render.render(write_still=True)
    with open('/tmp/tile.png', 'rb') as file:
        picture = file.read()
    os.remove('/tmp/tile.png')
    return picture

def fresh_scene():
    if order['scene'] is None:
        make_test_scene()
    else:
        try:
            open_scene()
        except RuntimeError as error:
            send(b'u', str(error).encode()[:1000])
            raise SystemExit(0)
        reason = reason_against_scene()
        if reason is not None:
            raise RuntimeError('this scene is refused, because ' + reason)
    scene = bpy.context.scene
    if scene.camera is None:
        raise RuntimeError('the scene has no camera')
    set_up(scene)
    return scene

try:
    send(b'r', bpy.app.version_string.encode() + b' ' + bpy.app.build_hash)
    for tile in order['tiles']:
        send(b't', render(fresh_scene(), tile))
    send(b'd')
except Exception as error:
    send(b'x', str(error).encode()[:1000])
`
