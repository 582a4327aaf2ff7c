"""The library's images as readers get them: in small and large, as AVIF and WebP, made before anybody asks."""
