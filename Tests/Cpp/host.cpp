// A program that loads the plugins that it is given, so that each may take functions of the others,
// and has each classify a text.
#include <cstdio>
#include <cstring>
#include <dlfcn.h>

int main(int count, char **plugins) {
    for (int i = 1; i < count; i++)
        if (!dlopen(plugins[i], RTLD_NOW | RTLD_GLOBAL)) {
            std::fprintf(stderr, "%s\n", dlerror());
            return 2;
        }
    for (int i = 1; i < count; i++) {
        void *const plugin = dlopen(plugins[i], RTLD_NOW | RTLD_NOLOAD);
        const auto classify =
            reinterpret_cast<const char *(*)()>(dlsym(plugin, "labelf_plugin_classify"));
        if (!classify || std::strcmp(classify(), "en") != 0)
            return 1;
    }
    return 0;
}
