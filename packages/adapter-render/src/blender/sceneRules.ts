/**
 * Python functions that refuse a scene whose picture could depend on more than its own file. `reason_against_scene` returns the reason in words, or None. A
 * simulation that is not baked depends on the frames before, and differs between processors. A path outside of the file shows the files of one machine.
 */
export const sceneRules = `
def reason_against_scene():
    return reason_against_files() or reason_against_nodes() or reason_against_simulations()

def reason_against_files():
    for library in bpy.data.libraries:
        return 'it links the library ' + library.name + ': make its objects local'
    for image in bpy.data.images:
        is_whole = image.source in ('GENERATED', 'VIEWER')
        is_packed = image.source == 'FILE' and image.packed_file is not None and not image.use_multiview
        is_packed = is_packed or image.source == 'TILED' and len(image.packed_files) >= len(image.tiles)
        if not is_whole and not is_packed:
            return 'the image ' + image.name + ' is not packed into it'
    for path in bpy.utils.blend_paths(absolute=False, packed=True, local=False):
        return 'it needs the file ' + path + ': pack it'
    return None

def node_trees():
    yield from bpy.data.node_groups
    for name in ('materials', 'worlds', 'lights', 'textures', 'linestyles', 'scenes'):
        for block in getattr(bpy.data, name, []):
            tree = getattr(block, 'node_tree', None)
            if tree is not None:
                yield tree

def reason_against_nodes():
    for tree in node_trees():
        for node in tree.nodes:
            kind = node.bl_idname
            if kind.startswith('GeometryNodeImport'):
                return 'the node ' + node.name + ' imports a file'
            if kind == 'ShaderNodeScript' or kind == 'ShaderNodeTexIES' and node.mode == 'EXTERNAL':
                return 'the node ' + node.name + ' reads a file'
            if kind.startswith('GeometryNodeSimulation') or kind == 'GeometryNodeBake':
                return 'the node ' + node.name + ' simulates or reads a bake: apply it'
    return None

def is_baked(cache):
    return cache.is_baked and not cache.use_disk_cache and not cache.use_external

def reason_against_simulations():
    for scene in bpy.data.scenes:
        world = scene.rigidbody_world
        if world is not None and not is_baked(world.point_cache):
            return 'its rigid bodies are not baked into it'
    for owner in bpy.data.objects:
        for modifier in owner.modifiers:
            if modifier.type in ('FLUID', 'DYNAMIC_PAINT', 'MESH_CACHE') or modifier.type == 'OCEAN' and modifier.is_cached:
                return 'the modifier ' + modifier.name + ' of ' + owner.name + ' reads a cache of files'
            if modifier.type in ('CLOTH', 'SOFT_BODY') and not is_baked(modifier.point_cache):
                return 'the simulation ' + modifier.name + ' of ' + owner.name + ' is not baked into it'
        for system in owner.particle_systems:
            is_moving = system.settings.type != 'HAIR' or system.use_hair_dynamics
            if is_moving and not is_baked(system.point_cache):
                return 'the particles ' + system.name + ' of ' + owner.name + ' are not baked into it'
    return None
`
